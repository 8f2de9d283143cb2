/** Mail: its text and HTML, and its sending over SMTP, once to each recipient. */
package dev.culprit.report.mail;
