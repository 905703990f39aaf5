package io.stacklens.collector.syslog;

/**
 * One message as a slice of the framer's buffer, without what ends it.
 *
 * @param isTruncated whether more of it came than is kept, or less than was announced
 */
record SyslogFrame(int offset, int length, boolean isTruncated) {}
