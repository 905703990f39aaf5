package io.stacklens.parser.header;

import java.util.List;

/**
 * The headers of known systems, by where their timestamp stands. Rows are tried in this order;
 * {@link HeaderPattern} says how they are written. What no row knows {@code TextFormat} reads part
 * by part.
 */
final class HeaderTable {

    private static final String JAVA = "logback";
    private static final String APACHE = "apache-error";
    private static final String MACOS =
            "0x%{thread:hex} %{level} 0x%{-:hex} %{proc_id:int} %{-:int} %{app_name}: ";

    /** Lines that begin with something else than their timestamp. */
    static final List<Row> AT_START =
            List.of(
                    row(
                            "klog",
                            "%{level:letter}%{time} %{thread:int} %{logger}:%{code_line:int}]"
                                    + " %{body}"),
                    row(
                            "klog",
                            "%{level:letter}%{time} %{thread:int} %{logger}:%{code_line:int} ⋮"
                                    + " %{body}"),
                    row(
                            "ruby",
                            "%{-:letter}, [%{time} #%{proc_id:int}] %{level} -- %{logger:any}:"
                                    + " %{body}"),
                    row("ruby", "A, [%{time} #%{proc_id:int}] ANY -- %{logger:any}: %{body}"),
                    row("uvicorn", "%{level}: %{client_ip:word} - \"%{request}\" %{status:int}"),
                    row(
                            "rails",
                            "Started %{method:upper} \"%{path}\" for %{client_ip:word} at %{time}"),
                    row("rails", "Completed %{status:int} %{-:seek} in %{duration:word}"),
                    row(
                            "morgan",
                            "%{method:upper} %{path:word} %{status:int} %{duration:seconds} ms -"
                                    + " %{size:word}"),
                    row(JAVA, "[%{level}] %{time} [%{thread}] %{logger:name} - %{body}"),
                    row(JAVA, "%{level} [%{thread}] %{time} %{logger:name} - %{body}"),
                    row(
                            JAVA,
                            "%{level} %{time} %{logger:name} %{proc_id:int} %{thread:int} %{body}"),
                    row(JAVA, "%{level} %{time} [%{thread}] %{logger:name} - %{body}"),
                    row(JAVA, "%{level} %{time} %{logger:name} - %{body}"),
                    row("text", "%{level} %{time} %{body}"),
                    row("text", "[%{level}] %{time} - %{body}"),
                    row("text", "[%{level}] %{time} %{body}"),
                    row("logcat", "%{level:letter}/%{logger}(~%{proc_id:int}): %{body}"),
                    row(
                            "cassandra",
                            "%{level} [%{thread}] %{time} %{logger:name}:%{code_line:int} -"
                                    + " %{body}"),
                    row("dotnet", "%{level}: %{logger:dotted}[%{event_id:int}] %{body}"),
                    row("php", "PHP %{level:php}: %{body}"),
                    row(
                            "redis",
                            "%{proc_id:int}:%{redis_role:upper} %{time} %{level:mark} %{body}"),
                    row("redis", "[%{proc_id:int}] %{time} %{level:mark} %{body}"),
                    row(
                            "bgl",
                            "%{alert_tag:word} %{time:epoch} %{-:word} %{node:word} %{-:clock}"
                                + " %{-:word} %{event_type:word} %{logger:upper} %{level} %{body}"),
                    row(
                            "thunderbird",
                            "%{alert_tag:word} %{time:epoch} %{-:word} %{host:word} %{-:clock}"
                                    + " %{-:word} %{app_name:tag}[%{proc_id:int}]: %{body}"),
                    row(
                            "thunderbird",
                            "%{alert_tag:word} %{time:epoch} %{-:word} %{host:word} %{-:clock}"
                                    + " %{-:word} %{app_name:tag}: %{body}"),
                    row(
                            "thunderbird",
                            "%{alert_tag:word} %{time:epoch} %{-:word} %{host:word} %{-:clock}"
                                    + " %{-:word} %{body}"),
                    row(
                            "hpc",
                            "%{event_id:int} %{node:seek} %{logger:word} %{state:word}"
                                    + " %{time:epoch} %{flag:int} %{body}"),
                    row(
                            "hpc",
                            "%{event_id:int} %{node:word} %{logger:word} %{time:epoch} %{flag:int}"
                                    + " %{body}"),
                    row(
                            "openstack",
                            "%{log_file:file} %{time} %{proc_id:int} %{level} %{logger:dotted}"
                                    + " [%{request_id:first}] %{body}"),
                    row(
                            "openstack",
                            "%{log_file:file} %{time} %{proc_id:int} %{level} %{logger:dotted}"
                                    + " %{body}"),
                    row("jvm", "[%{uptime}s][%{level}~][%{logger}] %{body}"),
                    row("kernel", "[~%{uptime:seconds}] %{body}"),
                    row("nagios", "[%{time:epoch}] %{logger}: %{body}"),
                    row(
                            "windows-event",
                            "%{level} %{time} %{logger}\t%{event_id:int} %{-:any}\t%{body}"),
                    row(
                            "windows-event",
                            "%{level},%{time},%{logger},%{event_id:int},%{-:any},%{body}"),
                    row(
                            "weblogic",
                            "####<%{time}> <%{level}> <%{logger}> <%{host:any}> <%{server:any}>"
                                    + " <%{thread:any}> %{-:seek}<BEA-%{error_code:int}>"
                                    + " <%{body:boxed}"),
                    row(
                            "weblogic",
                            "<%{time}> <%{level}> <%{logger}> <BEA-%{error_code:int}>"
                                    + " <%{body:boxed}"));

    /** What comes behind a timestamp. */
    static final List<Row> BEHIND_TIME =
            List.of(
                    row("windows", ", %{level} %{logger:column}%{body}"),
                    row("healthapp", "|%{logger:name}|%{proc_id:int}|%{body}"),
                    row(JAVA, "|%{level}|%{logger}|%{body}"),
                    row(
                            "logcat",
                            "%{proc_id:int} %{thread:int} %{level:letter} %{logger:any}: %{body}"),
                    row(
                            "logcat",
                            "%{-:word} %{proc_id:int} %{thread:int} %{level:letter} %{logger:any}:"
                                    + " %{body}"),
                    row(JAVA, "%{level} [%{logger:dotted}] (%{thread}) %{body}"),
                    row(JAVA, "%{level} [%{thread}] %{logger:name}: %{body}"),
                    row(JAVA, "%{level} [%{thread}] %{logger:method} %{body}"),
                    row(JAVA, "%{level} [%{logger:dotted}] %{body}"),
                    row(JAVA, "%{level} %{logger:name} [%{thread:any}] - %{body}"),
                    row(JAVA, "%{level} %{logger:dotted}: %{body}"),
                    row(JAVA, "[%{thread}] %{level} %{logger:name} [%{-:any}] - %{body}"),
                    row(JAVA, "[~%{-:int}] %{level} - %{logger:name} - %{body}"),
                    row(JAVA, "[id=%{thread:int}] %{level} %{logger:name}: %{body}"),
                    row(
                            "openstack",
                            "%{proc_id:int} %{level} %{logger:dotted} [%{request_id:first}]"
                                    + " %{body}"),
                    row("openstack", "%{proc_id:int} %{level} %{logger:dotted} %{body}"),
                    row("hadoop", "%{proc_id:int} %{level} %{logger:name}: %{body}"),
                    row("mysql", "%{thread:int} [%{level}] [%{error_code}] [%{logger}] %{body}"),
                    row("mysql", "%{thread:int} [%{level}] %{body}"),
                    row(
                            "nginx-error",
                            "[%{level}] %{proc_id:int}#%{thread:int}: *%{connection:int} %{body}"),
                    row("nginx-error", "[%{level}] %{proc_id:int}#%{thread:int}: %{body}"),
                    row("rabbitmq", "[%{level}] <%{thread}> %{body}"),
                    row("hashicorp", "[%{level}] %{logger:lower}: %{body}"),
                    row("mongodb", "%{level:letter} %{logger:upper} [%{thread}] %{body}"),
                    row("etcd", "%{level:letter} | %{logger:name}: %{body}"),
                    row(
                            "zookeeper",
                            "- %{level} [%{thread:seek}:%{logger:name}@%{code_line:int}] -"
                                    + " %{body}"),
                    row(
                            "zookeeper",
                            "[myid:%{myid:any}] - %{level}"
                                + " [%{thread:seek}:%{logger:name}@%{code_line:int}] - %{body}"),
                    row(
                            "clickhouse",
                            "[~%{thread:int}~] {%{query_id:any}} <%{level}> %{logger}: %{body}"),
                    row("macos", MACOS + "(%{library}) [%{logger}] %{body}"),
                    row("macos", MACOS + "[%{logger}] %{body}"),
                    row("macos", MACOS + "(%{library}) %{body}"),
                    row("macos", MACOS + "%{body}"),
                    row(
                            "sidekiq",
                            "pid=%{proc_id:int} tid=%{thread:word} class=%{logger:word}"
                                    + " jid=%{jid:word} elapsed=%{elapsed:word} %{level}: %{body}"),
                    row(
                            "sidekiq",
                            "pid=%{proc_id:int} tid=%{thread:word} class=%{logger:word}"
                                    + " jid=%{jid:word} %{level}: %{body}"),
                    row("sidekiq", "pid=%{proc_id:int} tid=%{thread:word} %{level}: %{body}"),
                    row(
                            "sidekiq",
                            "%{proc_id:int} TID-%{thread:word} %{logger:word} JID-%{jid:word}"
                                    + " %{level}: %{body}"),
                    row("sidekiq", "%{proc_id:int} TID-%{thread:word} %{level}: %{body}"),
                    row("go", "%{code_location:go}: %{body}"),
                    row("jul", "%{logger:dotted} %{method:name} %{level}: %{body}"),
                    row("logcat", "%{level:letter}/%{logger}(~%{proc_id:int}): %{body}"));

    /** What comes behind a timestamp such as 26/11/22 08:15:30. */
    static final List<Row> BEHIND_SHORT_TIME =
            List.of(row("spark", "%{level} %{logger:name}: %{body}"));

    /** What comes behind a timestamp such as [11.22 08:15:30]. */
    static final List<Row> BEHIND_DOTTED_TIME = List.of(row("proxifier", "%{logger} - %{body}"));

    /** What comes behind a timestamp such as [Sun Nov 22 08:15:30.123456 2026]. */
    static final List<Row> BEHIND_NAMED_TIME =
            List.of(
                    row(
                            APACHE,
                            "[%{logger:any}:%{level}] [pid %{proc_id:int}:tid %{thread:int}]"
                                    + " [client %{client_ip}] %{body}"),
                    row(
                            APACHE,
                            "[%{logger:any}:%{level}] [pid %{proc_id:int}] [client %{client_ip}]"
                                    + " %{body}"),
                    row(
                            APACHE,
                            "[%{logger:any}:%{level}] [pid %{proc_id:int}:tid %{thread:int}]"
                                    + " %{body}"),
                    row(APACHE, "[%{logger:any}:%{level}] [pid %{proc_id:int}] %{body}"),
                    row(APACHE, "[%{level}] [client %{client_ip}] %{body}"),
                    row(APACHE, "[%{level}] %{body}"));

    /** What comes behind a timestamp in brackets. */
    static final List<Row> BEHIND_BRACKETED_TIME =
            List.of(
                    row("elasticsearch", "[%{level}~][%{logger}] [%{node}] %{body}"),
                    row("jvm", "[%{uptime:seconds}s][%{level}~][%{logger}] %{body}"),
                    row("jvm", "[%{level}~][%{logger}] %{body}"),
                    row("envoy", "[%{thread:int}][%{level}][%{logger}] [%{code_location}] %{body}"),
                    row("envoy", "[%{thread:int}][%{level}][%{logger}] %{body}"),
                    row("gunicorn", "[%{proc_id:int}] [%{level}] %{body}"),
                    row("minecraft", "[%{thread}/%{level}]: %{body}"),
                    row("minecraft", "[%{thread}/%{level}] [%{logger}]: %{body}"),
                    row("django", "\"%{request}\" %{status:int} %{size:int}"),
                    row("monolog", "%{logger:channel}.%{level}: %{body}"),
                    row("kafka", "%{level} %{body:before_logger}"),
                    row("php", "PHP %{level:php}: %{body}"),
                    row("php", "%{level}: [pool %{logger}] %{body}"),
                    row("airflow", "{%{logger}:%{code_line:int}} %{level} - %{body}"),
                    row("websphere", "%{thread:hex} %{logger:name} %{level:websphere} %{body}"));

    /** What comes behind a timestamp, in its brackets. */
    static final List<Row> IN_TIMES_BRACKETS =
            List.of(
                    row("celery", ": %{level}/%{thread}] %{logger:dotted}[%{task_id}]: %{body}"),
                    row("celery", ": %{level}/%{thread}] %{body}"),
                    row("serilog", "%{level}] %{body}"),
                    row("rust", "%{level} %{logger}] %{body}"));

    private HeaderTable() {}

    private static Row row(String format, String pattern) {
        return new Row(format, pattern);
    }

    /** One header: the name of the format, and how it is written. */
    record Row(String format, String pattern) {}
}
