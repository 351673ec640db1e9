package org.userphone.persistence;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.userphone.domain.access.UserId;
import org.userphone.domain.secret.SealedThings;
import org.userphone.domain.secret.SealedThingsContract;
import org.userphone.domain.user.Verification;

class JpaSealedThingsTest {

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.empty(Engine.H2));
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        OnPostgreSql() {
            super(TestDatabase.empty(Engine.POSTGRESQL));
        }
    }

    abstract static class Contract implements SealedThingsContract {

        private final TestDatabase database;
        private final House house;

        Contract(TestDatabase database) {
            this.database = database;
            house = new House(database, Clock.systemUTC());
        }

        @Override
        public SealedThings things() {
            var things =
                    new JpaSealedThings(
                            database.entityManager(), new SearchTimeout(Duration.ofSeconds(5)));
            return database.transactional(SealedThings.class, things);
        }

        @Override
        public String key() {
            return "test";
        }

        @Override
        public void addHuman(UserId id) {
            house.addHuman(id, Verification.RETURN_CODE);
        }

        @Override
        public void setPhone(UserId id, String number) {
            house.setPhone(id, number);
        }
    }
}
