package org.userphone.domain;

/**
 * What is wrong with one field of a request, as {@code google.rpc.BadRequest.FieldViolation} has
 * it.
 *
 * @param field the path of the field by its names in JSON, such as {@code human.phone.phone}; the
 *     name of a header; empty if the request as a whole is meant
 * @param reason a word in capitals that programs can rely on, such as {@code REQUIRED}
 * @param description a sentence for people, without a value that the caller sent
 */
public record FieldViolation(String field, String reason, String description) {

    /** The same violation in a message that is itself the value of a field. */
    public FieldViolation in(String outer) {
        return new FieldViolation(outer + "." + field, reason, description);
    }
}
