package org.userphone.domain.sms;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The estimated price of a segment by the recipient's country, in the currency of the operator.
 *
 * @param others the price for every country that is not in the map
 */
public record Tariff(Map<String, BigDecimal> prices, BigDecimal others) {

    /** How many digits after the decimal point prices and costs have. */
    public static final int SCALE = 6;

    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1000);
    private static final String DEFAULT = "default";

    public Tariff {
        prices = Map.copyOf(prices);
    }

    /**
     * Parses a list such as {@code default=0.05, CH=0.04}.
     *
     * @throws IllegalArgumentException if the text is not such a list, has a country twice or has
     *     no default
     */
    public static Tariff parse(String text) {
        var prices = new TreeMap<String, BigDecimal>();
        for (var entry : Entries.of(text)) {
            if (!entry.key().matches("[A-Z]{2}|001|" + DEFAULT)) {
                throw new IllegalArgumentException(
                        "a price is for a country of two capital letters, or for default");
            }
            prices.put(entry.key(), price(entry.value()));
        }
        var others = prices.remove(DEFAULT);
        if (others == null) {
            throw new IllegalArgumentException("it has no price for default");
        }
        return new Tariff(prices, others);
    }

    private static BigDecimal price(String text) {
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1," + SCALE + "})?")) {
            throw new IllegalArgumentException("a price is a number like 0.05");
        }
        var price = new BigDecimal(text);
        if (price.compareTo(MAX_PRICE) > 0) {
            throw new IllegalArgumentException("a price is at most " + MAX_PRICE);
        }
        return price;
    }

    /** The estimated cost of a number of segments to a country. */
    public BigDecimal cost(String country, int segments) {
        return prices.getOrDefault(country, others).multiply(BigDecimal.valueOf(segments));
    }
}
