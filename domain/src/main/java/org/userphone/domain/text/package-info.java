/**
 * The texts of messages: built-in and custom ones, in many languages, with variables for data about
 * the recipient.
 */
package org.userphone.domain.text;
