package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is remembered of the SMS that have one thing in common, such as their number.
 *
 * @param times when the latest were promised, oldest first
 * @param codes the latest codes in them, oldest first
 * @param total what adds up: how many there were, or what they cost
 */
public record SendCount(List<Instant> times, List<SentCode> codes, BigDecimal total) {

    /** Nothing was promised yet. */
    public static final SendCount NONE = new SendCount(List.of(), List.of(), BigDecimal.ZERO);

    /**
     * A code that was promised.
     *
     * @param tag tells it from others, and nobody whose it is
     */
    public record SentCode(String tag, Instant at, boolean entered) {

        public SentCode {
            if (!tag.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException("a tag is of letters and digits");
            }
        }
    }

    public SendCount {
        times = List.copyOf(times);
        codes = List.copyOf(codes);
        total = total.stripTrailingZeros();
    }

    /** After one more at that time, which another node's clock may have as earlier than others. */
    SendCount at(Instant time, int kept) {
        return new SendCount(
                latest(Stream.concat(times.stream(), Stream.of(time)).sorted().toList(), kept),
                codes,
                total);
    }

    SendCount with(SentCode code, int kept) {
        return new SendCount(
                times,
                latest(Stream.concat(codes.stream(), Stream.of(code)).toList(), kept),
                total);
    }

    SendCount plus(BigDecimal more) {
        return new SendCount(times, codes, total.add(more));
    }

    /** After the code was entered; the same if it is none of these. */
    SendCount entered(String tag) {
        return new SendCount(
                times,
                codes.stream()
                        .map(
                                code ->
                                        code.tag().equals(tag)
                                                ? new SentCode(tag, code.at(), true)
                                                : code)
                        .toList(),
                total);
    }

    private static <T> List<T> latest(List<T> all, int kept) {
        return all.subList(Math.max(0, all.size() - kept), all.size());
    }
}
