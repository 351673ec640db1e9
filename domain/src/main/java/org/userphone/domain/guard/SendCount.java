package org.userphone.domain.guard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is stored about the SMS that share a key, such as the hash of their number.
 *
 * @param times when the latest of them were promised, oldest first
 * @param codes the codes in the latest of them, oldest first
 * @param total the sum of the day: the number of SMS or their cost
 */
public record SendCount(List<Instant> times, List<SentCode> codes, BigDecimal total) {

    /** The count of a key under which no SMS was promised. */
    public static final SendCount NONE = new SendCount(List.of(), List.of(), BigDecimal.ZERO);

    /**
     * A code that was promised to be sent.
     *
     * @param tag identifies the code without telling whose it is
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

    /**
     * This count after one more SMS at that time, which may be earlier than others because clocks
     * of nodes differ.
     */
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

    /** This count after a code was entered; unchanged if the code is not in it. */
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
