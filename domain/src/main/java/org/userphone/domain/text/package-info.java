/**
 * The words of messages: texts of our own and of operators, in many languages, with variables that
 * only ever stand for data.
 */
package org.userphone.domain.text;
