package org.userphone.domain.installation;

/**
 * What the database says of itself.
 *
 * @param product its name, such as {@code PostgreSQL}
 * @param version of the product, as it writes it
 * @param schema the version of the tables: the number of the last migration, such as {@code 25}
 */
public record DatabaseState(String product, String version, String schema) {}
