-- A session that has ended takes its access tokens along. A row is of use as long as such a token lives.

create table ended_sessions (
    session_id bigint primary key,
    ended_at   timestamptz not null default clock_timestamp()
);
grant select, delete on ended_sessions to stacklens_app;

create function note_ended_session() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into ended_sessions (session_id) values (old.id) on conflict do nothing;
    return null;
end $$;
create trigger sessions_ended after delete on sessions for each row execute function note_ended_session();
create trigger ended_sessions_revision after insert on ended_sessions
    for each statement execute function touch_access_revision();
