package org.userphone.domain.sms;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.userphone.domain.access.OrganisationId;

/**
 * Which messages to sum, and how.
 *
 * @param messages by their promise and their organisation; the times are whole hours or days
 * @param bucket whether there are sums of every hour or of every day, in UTC
 * @param country an ISO 3166-1 alpha-2 code, the only one to sum for; empty for all
 * @param provider the name of the only provider to sum for; empty for all, and for messages that no
 *     provider was asked for
 * @param groups by what sums are told apart besides their time
 */
public record StatisticsQuery(
        UsageQuery messages,
        Bucket bucket,
        Optional<String> country,
        Optional<String> provider,
        Set<Grouping> groups) {

    /** How long the time of one sum is. */
    public enum Bucket {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final Duration length;

        Bucket(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }
    }

    /** What sums can be told apart by. */
    public enum Grouping {
        ORGANISATION,
        COUNTRY,
        PROVIDER
    }

    public StatisticsQuery {
        groups = Set.copyOf(groups);
    }

    /** The same query within one organisation; empty if it asks for another one. */
    Optional<StatisticsQuery> within(OrganisationId own) {
        return messages.organisation().filter(asked -> !asked.equals(own)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new StatisticsQuery(
                                new UsageQuery(Optional.of(own), messages.from(), messages.until()),
                                bucket,
                                country,
                                provider,
                                groups));
    }

    /** How many hours or days there are in the time that is asked about. */
    long buckets() {
        return Duration.between(messages.from(), messages.until()).dividedBy(bucket.length());
    }
}
