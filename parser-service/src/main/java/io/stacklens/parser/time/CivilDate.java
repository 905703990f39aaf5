package io.stacklens.parser.time;

/** Days of the Gregorian calendar as days since 1970-01-01, without objects. */
final class CivilDate {

    private static final int[] MONTH_LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private CivilDate() {}

    static boolean isValid(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
    }

    /** Days since the epoch; years begin in March here, so that the leap day comes last. */
    static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    static int yearOf(long epochDay) {
        long days = epochDay + 719_468;
        long era = Math.floorDiv(days, 146_097L);
        long dayOfEra = days - era * 146_097;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        boolean isJanuaryOrFebruary = dayOfYear >= 306;
        return (int) (yearOfEra + era * 400 + (isJanuaryOrFebruary ? 1 : 0));
    }

    private static int lengthOfMonth(int year, int month) {
        boolean isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return month == 2 && isLeap ? 29 : MONTH_LENGTHS[month - 1];
    }
}
