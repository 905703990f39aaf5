-- What operators know of their users, accounts and services; enrichment reads it.

create table user_profiles (
    user_id    text primary key,
    name       text,
    segment    text,
    updated_at timestamptz not null default now()
);
create trigger user_profiles_updated before update on user_profiles for each row execute function touch_updated_at();

create table business_accounts (
    account_id text primary key,
    tier       text,
    revenue    double precision,
    risk_score int check (risk_score between 0 and 100),
    updated_at timestamptz not null default now()
);
create trigger business_accounts_updated before update on business_accounts
    for each row execute function touch_updated_at();

create table services (
    service     text primary key,
    owner       text,
    tier        text,
    runbook_url text,
    updated_at  timestamptz not null default now()
);
create trigger services_updated before update on services for each row execute function touch_updated_at();
