package io.stacklens.parser.exception;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.parser.line.Slice;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class ExceptionFinderTest {

    private final Slice type = new Slice();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    java.lang.IllegalStateException: payment failed                     | java.lang.IllegalStateException
                    Exception in thread "main" java.lang.NullPointerException           | java.lang.NullPointerException
                    pay failed: java.net.SocketTimeoutException: Read timed out         | java.net.SocketTimeoutException
                    System.InvalidOperationException: x\\n   at Shop.Pay()              | System.InvalidOperationException
                    TypeError: x is not a function\\n    at pay (pay.js:10:5)           | TypeError
                    Error: no card\\n    at pay (pay.js:10:5)                           | Error
                    oops: ValueError: no stock                                          | ValueError
                    Traceback (most recent call last):\\n  File "a.py"\\nKeyError: 'a'  | KeyError
                    Traceback (most recent call last):\\n  File "a.py"\\nshop.NoStock   | shop.NoStock
                    com.shop.Order$LostException                                        | com.shop.Order$LostException
                    panic: runtime error                                                | panic
                    thread 'main' panicked at src/main.rs:3:5:\\nno stock               | panic
                    app.rb:3:in `pay': no stock (Shop::OrderError)\\n\\tfrom app.rb:9   | Shop::OrderError
                    NoMethodError (undefined method `pay' for nil):                     | NoMethodError
                    app.rb:3:in 'pay': undefined method 'x' for nil (NoMethodError)     | NoMethodError
                    PHP Fatal error:  Uncaught RuntimeException: sold out in /app/S.php:1 | RuntimeException
                    Uncaught PHP Exception App\\Stock\\SoldOutException: "no" at S.php | App\\Stock\\SoldOutException
                    PHP Fatal error:  Uncaught App\\SoldOutException: no in /app/S.php:1 | App\\SoldOutException
                    PHP Fatal error:  Uncaught Error: no such function in /app/S.php:1  | Error
                    failed {"exception":"[object] (LogicException(code: 0): no at S.php | LogicException
                    """)
    void findsTheType(String text, String expected) {
        assertThat(find(text)).isTrue();
        assertThat(type).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Error: disk full",
                "Exception handling is on",
                "an Error occurred",
                "the job (RetryError) is known",
                "no ErrorHandler found",
                "IOException is what we test",
                "ERROR payment failed"
            })
    void leavesATextWithoutOne(String text) {
        assertThat(find(text)).isFalse();
    }

    private boolean find(String text) {
        byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        return ExceptionFinder.find(bytes, 0, bytes.length, type);
    }
}
