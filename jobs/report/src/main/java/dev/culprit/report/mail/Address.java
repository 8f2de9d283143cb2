package dev.culprit.report.mail;

import java.util.regex.Pattern;

/** What is taken as an e-mail address: narrower than the standard, so that nothing in it can act on a header or a file name. */
public final class Address {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

    private Address() {}

    /**
     * The address, as it was given.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static String check(String address) {
        if (!PLAIN.matcher(address).matches()) {
            throw new IllegalArgumentException("must be an address such as sre@example.com");
        }
        return address;
    }
}
