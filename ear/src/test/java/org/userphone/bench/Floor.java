package org.userphone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.userphone.api.contract.Details;
import org.userphone.api.contract.GetUserByIDRequest;
import org.userphone.api.contract.GetUserByIDResponse;
import org.userphone.api.contract.ListUsersRequest;
import org.userphone.api.contract.ListUsersResponse;
import org.userphone.api.contract.ResendPhoneCodeRequest;
import org.userphone.api.contract.ResendPhoneCodeResponse;
import org.userphone.api.contract.SetPhoneRequest;
import org.userphone.api.contract.SetPhoneResponse;
import org.userphone.api.contract.User;
import org.userphone.api.contract.VerifyPhoneRequest;
import org.userphone.api.contract.VerifyPhoneResponse;

/**
 * The floor: what a call has the database do, by prepared JDBC and with nothing around it. Whoever
 * compares finds the statements of both side by side in the table.
 *
 * <p>A call that sends an SMS has it delivered after its answer, with the writes of the program in
 * as few round trips as they can be made in: who promises an SMS claims it by the same transaction,
 * and what comes of it is recorded by a second one.
 */
final class Floor implements Connections.Connection {

    private static final String LOCK = "select * from user_account where id = ? for update";
    private static final String READ = "select * from user_account where id = ?";
    private static final String FIND =
            "select * from (select * from user_account where phone = ? offset 0 rows) found"
                    + " order by id offset 0 rows fetch first 100 rows only";
    private static final String ADD_EVENT =
            "insert into user_event (user_id, sequence, resource_owner, type, payload, occurred_at,"
                    + " editor) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String SET =
            "update user_account set phone = ?, phone_reversed = ?, phone_verified = ?,"
                    + " phone_code_key = ?, phone_code_hash = ?, phone_code_added_at = ?,"
                    + " phone_code_expires_at = ?, phone_code_sequence = ?, last_sequence = ?,"
                    + " last_at = ?, last_seen_sequence = ?, last_seen_at = ? where id = ?";
    private static final String PROMISE =
            "insert into sms_outbox (id, user_id, event_sequence, resource_owner, number_end,"
                    + " country, number_hash, segments, sealed, sealed_variables, cost, promised_at,"
                    + " next_attempt_at, expires_at, attempts, claim, parked)"
                    + " values (?, ?, ?, ?, ?, 'CH', ?, 1, ?, ?, 0.05, ?, ?, ?, 0, 0, true)";
    private static final String CLAIM =
            "update sms_outbox set next_attempt_at = ?, leased_until = ?, claim = claim + 1"
                    + " where id = ?";
    private static final String FIND_RECEIPT = "select * from sms_receipt where place = ?";
    private static final String LOCK_FOR_SMS = LOCK + "; " + FIND_RECEIPT;
    private static final String REMOVE = "delete from sms_outbox where id = ? and claim = 1";
    private static final String MOVE_ON =
            "update user_account set last_sequence = ?, last_at = ? where id = ?";
    private static final String KEEP =
            "insert into sms_message (id, user_id, resource_owner, number_end, country, number_hash,"
                    + " provider, reference, state, segments, cost, promised_at, expires_at,"
                    + " asked_at, took_ms, left_at, changed_at)"
                    + " values (?, ?, ?, ?, 'CH', ?, 'webhook', ?, 'ACCEPTED', 1, 0.05, ?, ?, ?, 1,"
                    + " ?, ?)";

    /** As long as what is sealed. */
    private static final String SEALED = "s".repeat(120);

    private static final String HASH = SEALED.substring(0, 44);
    private static final String CODE = "ABC123";
    private static final String OWNER = "300000000000000001";
    private static final String CHANGED = "user.human.phone.changed";
    private static final String SENT = "user.human.phone.code.sent";
    private static final int NO_CONTENT = 204;

    /** An SMS that this connection has promised and claimed. */
    private record Promise(String id, String user, String phone, OffsetDateTime at) {

        String numberEnd() {
            return "+…" + phone.substring(phone.length() - 2);
        }

        /** As long as what the program keeps, and another one for each number. */
        String numberHash() {
            return phone + HASH.substring(phone.length());
        }

        OffsetDateTime expiresAt() {
            return at.plusMinutes(10);
        }
    }

    private final Connection database;
    private final HttpConnection provider;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Promise promise;

    /**
     * @param provider takes the SMS
     */
    Floor(Connection database, URI provider) throws SQLException {
        this.database = database;
        this.provider = new HttpConnection(provider);
        database.setAutoCommit(false);
    }

    @Override
    public Message call(Request request) throws SQLException {
        try {
            promise = null;
            var answer = work(request);
            database.commit();
            return answer;
        } catch (SQLException e) {
            database.rollback();
            throw e;
        }
    }

    @Override
    public void afterwards() throws IOException, SQLException {
        if (promise != null) {
            deliver(promise);
        }
    }

    private void deliver(Promise sms) throws IOException, SQLException {
        var key = "Idempotency-Key: " + sms.id() + "\r\n";
        if (provider.send("POST /", key, SEALED.getBytes(UTF_8)).status() != NO_CONTENT) {
            throw new IOException("the provider has not taken an SMS");
        }
        var place = "webhook " + sms.id();
        long last = Long.parseLong(column("last_sequence", LOCK_FOR_SMS, sms.user(), place)) + 1;
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var values = new ArrayList<Object>(List.of(sms.id()));
        Collections.addAll(values, sms.user(), last, OWNER, SENT, SEALED, now, "notification");
        Collections.addAll(values, last, now, sms.user());
        Collections.addAll(values, sms.id(), sms.user(), OWNER, sms.numberEnd(), sms.numberHash());
        Collections.addAll(values, sms.id(), sms.at(), sms.expiresAt(), now, now, now);
        execute(String.join("; ", REMOVE, ADD_EVENT, MOVE_ON, KEEP), values.toArray());
        database.commit();
    }

    private Message work(Request request) throws SQLException {
        boolean sends = request.call() == Call.SET_SEND;
        return switch (request.call()) {
            case SET_RETURN, SET_SEND, SET_VERIFIED -> {
                var set = (SetPhoneRequest) request.message();
                var answer =
                        SetPhoneResponse.newBuilder()
                                .setDetails(
                                        change(
                                                set.getUserId(),
                                                set.getPhone(),
                                                set.getIsVerified(),
                                                2,
                                                sends));
                yield set.hasReturnCode()
                        ? answer.setVerificationCode(CODE).build()
                        : answer.build();
            }
            case VERIFY -> {
                var verify = (VerifyPhoneRequest) request.message();
                yield VerifyPhoneResponse.newBuilder()
                        .setDetails(change(verify.getUserId(), "+41790000000", true, 1, false))
                        .build();
            }
            case RESEND -> {
                var resend = (ResendPhoneCodeRequest) request.message();
                yield ResendPhoneCodeResponse.newBuilder()
                        .setDetails(change(resend.getUserId(), "+41790000000", false, 1, false))
                        .setVerificationCode(CODE)
                        .build();
            }
            case GET -> {
                var get = (GetUserByIDRequest) request.message();
                var user = User.newBuilder().setUserId(column("id", READ, get.getUserId()));
                yield GetUserByIDResponse.newBuilder().setUser(user).build();
            }
            case LIST -> {
                var query = ((ListUsersRequest) request.message()).getQueries(0);
                var user =
                        User.newBuilder()
                                .setUserId(column("id", FIND, query.getPhoneQuery().getNumber()));
                yield ListUsersResponse.newBuilder().addResult(user).build();
            }
            case TOKEN, NO_TOKEN ->
                    throw new IllegalArgumentException("does not come to the database");
        };
    }

    /** Locks a user; then writes so many events, the snapshot and perhaps a message at once. */
    private Details change(String id, String phone, boolean verified, int events, boolean sends)
            throws SQLException {
        long last = Long.parseLong(column("last_sequence", LOCK, id)) + events;
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var sql = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (long sequence = last - events + 1; sequence <= last; sequence++) {
            sql.add(ADD_EVENT);
            Collections.addAll(values, id, sequence, OWNER, CHANGED, SEALED, now, "administrator");
        }
        sql.add(SET);
        Collections.addAll(values, phone, new StringBuilder(phone).reverse().toString(), verified);
        if (verified) {
            values.addAll(Collections.nCopies(5, null));
        } else {
            Collections.addAll(values, "test", HASH, now, now.plusMinutes(10), last);
        }
        Collections.addAll(values, last, now, last, now, id);
        if (sends) {
            promise = new Promise(UUID.randomUUID().toString(), id, phone, now);
            sql.add(PROMISE);
            Collections.addAll(values, promise.id(), id, last, OWNER);
            Collections.addAll(values, promise.numberEnd(), promise.numberHash());
            Collections.addAll(values, SEALED, SEALED, now, now, promise.expiresAt());
            sql.add(CLAIM);
            Collections.addAll(values, now.plusMinutes(1), now.plusMinutes(1), promise.id());
        }
        execute(String.join("; ", sql), values.toArray());
        return Details.newBuilder().setSequence(last).build();
    }

    private String column(String name, String sql, Object... values) throws SQLException {
        try (var rows = execute(sql, values).getResultSet()) {
            return rows.next() ? rows.getString(name) : "";
        }
    }

    private PreparedStatement execute(String sql, Object... values) throws SQLException {
        var statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.execute();
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        var statement = prepared.get(sql);
        if (statement == null) {
            statement =
                    database.prepareStatement(
                            sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            prepared.put(sql, statement);
        }
        return statement;
    }

    @Override
    public void close() throws IOException, SQLException {
        provider.close();
        database.close();
    }
}
