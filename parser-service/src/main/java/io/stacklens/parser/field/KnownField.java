package io.stacklens.parser.field;

/**
 * What a named value means. The names are those that common loggers, agents and conventions use;
 * they are compared without case and without {@code _}, {@code -} and {@code .}, so {@code
 * http.status_code}, {@code http_status_code} and {@code httpStatusCode} are one name.
 */
enum KnownField {
    TIMESTAMP(
            "timestamp", "@timestamp", "@t", "time", "ts", "date", "datetime", "eventtime",
            "logtime", "timeunixnano", "timelocal", "timeiso8601", "isodate", "asctime", "instant"),
    SEVERITY(
            "level", "severity", "lvl", "levelname", "loglevel", "@l", "severitytext", "priority",
            "logseverity", "loggerlevel", "syslogseverity"),
    /** A level as a number beside its word: says it only when the word is missing. */
    LEVEL_VALUE("levelvalue", "syslogpriority"),
    PYTHON_LEVEL("levelno"),
    OTEL_SEVERITY("severitynumber"),
    BODY(
            "message", "msg", "body", "@m", "shortmessage", "bodystringvalue", "logmessage",
            "renderedmessage", "eventmessage", "textpayload"),
    /** A line of another program, as Docker's json-file wraps it: is parsed in its turn. */
    INNER_LINE("log"),
    /** Says what happened only when there is no message. */
    MESSAGE_TEMPLATE("@mt", "messagetemplate", "event"),
    SERVICE(
            "service", "servicename", "svc", "app", "appname", "application", "applicationname",
            "program", "syslogidentifier", "resourceservicename", "kubernetescontainername"),
    HOST(
            "host", "hostname", "logsource", "hosthostname", "sourcehost", "machinename",
            "resourcehostname", "kubernetesnodename"),
    TRACE_ID("traceid", "trace", "@tr", "ddtraceid", "otelhtraceid", "xb3traceid"),
    SPAN_ID("spanid", "span", "@sp", "ddspanid", "xb3spanid"),
    TRACEPARENT("traceparent"),
    LOGGER(
            "logger", "loggername", "sourcecontext", "loglogger",
            "propertiessourcecontext"),
    /** A logger's name in pino, bunyan and Python; anything in other records. */
    NAME("name"),
    HTTP_METHOD(
            "httpmethod", "method", "httprequestmethod", "requestmethod", "reqmethod", "verb",
            "httpverb", "httprequestrequestmethod"),
    HTTP_ROUTE("httproute", "route", "httptarget", "endpoint"),
    URL_PATH(
            "urlpath", "path", "uri", "requesturi", "requestpath", "url", "urlfull", "urloriginal",
            "httpurl", "requrl", "reqpath", "requesturl", "httppath", "httprequestrequesturl"),
    /** A request line: {@code GET /path HTTP/1.1}. */
    REQUEST_LINE("request", "requestline"),
    HTTP_STATUS(
            "httpstatus", "httpstatuscode", "status", "statuscode", "httpresponsestatuscode",
            "resstatuscode", "responsestatus", "responsecode", "responsestatuscode", "resstatus",
            "httpcode", "httprequeststatus", "response"),
    DURATION(
            "durationms", "duration", "elapsed", "elapsedms", "elapsedmilliseconds", "took",
            "tookms", "latency", "latencyms", "responsetime", "responsetimems", "restime",
            "timetakenms", "elapsedmillis", "durationmillis", "timems", "ms", "timetaken",
            "processingtime", "httprequestlatency", "executiontime"),
    DURATION_SECONDS(
            "requesttime", "durations", "durationsec", "durationsecs", "durationseconds",
            "elapseds", "elapsedsec", "elapsedseconds", "latencyseconds", "responsetimeseconds"),
    DURATION_MICROS("durationus", "durationmicros", "elapsedus", "latencyus"),
    DURATION_NANOS("durationns", "durationnanos", "eventduration", "elapsedns", "latencyns"),
    CLIENT_ADDRESS(
            "clientaddress", "clientip", "clientaddr", "client", "remoteaddr", "remoteaddress",
            "remoteip", "sourceip", "sourceaddress", "ip", "ipaddress", "xforwardedfor",
            "httpxforwardedfor", "reqremoteaddress", "httpclientip", "netpeerip",
            "httprequestremoteip", "fwd", "forwardedfor", "networkclientip", "reqip"),
    USER_ID("userid", "user", "uid", "enduserid", "usrid", "userinfoid"),
    ACCOUNT_ID("accountid", "account", "customerid", "tenantid", "organizationid", "orgid"),
    EXCEPTION_TYPE(
            "exceptiontype", "errortype", "exceptionclass", "errorkind", "errtype", "exceptionname",
            "exceptionexceptionclass", "thrownname", "errorclass", "errname"),
    STACK(
            "stacktrace", "exceptionstacktrace", "errorstacktrace", "errorstack", "errstack",
            "stack", "exception", "@x", "excinfo", "excerror", "throwable", "exctext",
            "thrownextendedstacktrace", "exceptionstack", "backtrace");

    private final String[] names;

    KnownField(String... names) {
        this.names = names;
    }

    String[] names() {
        return names;
    }
}
