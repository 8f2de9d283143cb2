/** The report as a message to a chat, by an incoming webhook: whom, what, and its sending. */
@NullMarked
package dev.culprit.report.chat;

import org.jspecify.annotations.NullMarked;
