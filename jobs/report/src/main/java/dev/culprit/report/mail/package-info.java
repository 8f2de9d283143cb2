/** Sending letters over SMTP, once each. */
package dev.culprit.report.mail;
