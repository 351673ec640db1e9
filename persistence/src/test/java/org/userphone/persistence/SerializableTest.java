package org.userphone.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The adapters on a database that serializes transactions instead of letting them wait, as
 * CockroachDB always does and YugabyteDB and PostgreSQL do if they are told to: what could not be
 * serialized left nothing, and is the same when it is repeated.
 */
class SerializableTest {

    private static final TestDatabase DATABASE = TestDatabase.repeating();

    @Nested
    class Answers extends JpaAnswersTest.Contract {
        Answers() {
            super(DATABASE.emptied());
        }

        @Override
        @Test
        @Disabled("it writes in another transaction, which it does not take back to be repeated")
        void whoRemovesExpiredAnswersWaitsForNobody() {}
    }

    @Nested
    class EventLog extends JpaEventLogTest.Contract {
        EventLog() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class Inbox extends JpaInboxTest.Contract {
        Inbox() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class MessageTexts extends JpaMessageTextsTest.Contract {
        MessageTexts() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class Organisations extends JpaOrganisationsTest.Contract {
        Organisations() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class SendCounts extends JpaSendCountsTest.Contract {
        SendCounts() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class SmsMessages extends JpaSmsMessagesTest.Contract {
        SmsMessages() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class SmsOutbox extends JpaSmsOutboxTest.Contract {
        SmsOutbox() {
            super(DATABASE.emptied());
        }

        @Override
        @Test
        @Disabled("it counts what is told in a transaction, which a repetition tells again")
        void aMessageThatNoKeyOpensAnyMoreIsParkedAndBlocksNoOther() {}

        @Override
        @Test
        @Disabled("it counts what is told in a transaction, which a repetition tells again")
        void aMessageThatAnOlderVersionSealedIsParkedAndBlocksNoOther() {}
    }

    @Nested
    class SmsProviders extends JpaSmsProvidersTest.Contract {
        SmsProviders() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class TransactionalOutbox extends JpaTransactionalOutboxTest.Contract {
        TransactionalOutbox() {
            super(DATABASE.emptied());
        }
    }

    @Nested
    class Users extends JpaUsersTest.Contract {
        Users() {
            super(DATABASE.emptied());
        }

        /** Not if the transactions are serializable: one of the two must not have been. */
        @Override
        @Test
        void aLockedUserIsReadAnewEvenIfItWasReadBefore() {
            assertThatThrownBy(super::aLockedUserIsReadAnewEvenIfItWasReadBefore)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo(Unserializable.STATE));
        }
    }
}
