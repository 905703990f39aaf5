package io.stacklens.analytics.alerts;

/** What can move an episode from one state to another. */
enum Trigger {
    /** The condition holds, for less time than the rule asks. */
    BREACH,
    /** The condition has held for as long as the rule asks. */
    BREACH_HELD,
    /** Beyond the threshold no more, but not past the threshold for clearing either. */
    BETWEEN,
    /** The condition has ended, but the rule keeps firing for a while. */
    CLEAR,
    /** The condition has ended for as long as the rule asks. */
    CLEAR_HELD,
    /** Nothing can be said: no data under {@code keep}, or the data are late. */
    UNKNOWN,
    ACKNOWLEDGE,
    RESOLVE,
    /** The rule was deleted or disabled, or it does not apply to the series any more. */
    RULE_GONE
}
