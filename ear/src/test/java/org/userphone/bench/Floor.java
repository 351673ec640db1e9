package org.userphone.bench;

import com.google.protobuf.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
            "insert into sms_outbox (id, user_id, event_sequence, resource_owner, sealed,"
                    + " sealed_variables, cost, promised_at, next_attempt_at, expires_at, attempts,"
                    + " claim, parked) values (?, ?, ?, ?, ?, ?, 0.05, ?, ?, ?, 0, 0, true)";

    /** As long as what is sealed. */
    private static final String SEALED = "s".repeat(120);

    private static final String HASH = SEALED.substring(0, 44);
    private static final String CODE = "ABC123";
    private static final String OWNER = "300000000000000001";
    private static final String CHANGED = "user.human.phone.changed";

    private final Connection database;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Floor(Connection database) throws SQLException {
        this.database = database;
        database.setAutoCommit(false);
    }

    @Override
    public Message call(Request request) throws SQLException {
        try {
            var answer = work(request);
            database.commit();
            return answer;
        } catch (SQLException e) {
            database.rollback();
            throw e;
        }
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
            sql.add(PROMISE);
            Collections.addAll(values, UUID.randomUUID().toString(), id, last, OWNER);
            Collections.addAll(values, SEALED, SEALED, now, now, now.plusMinutes(10));
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
    public void close() throws SQLException {
        database.close();
    }
}
