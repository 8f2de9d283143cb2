/** What earlier weeks said, what today's findings are beside them, and what is to be expected next. Pure. */
package dev.culprit.report.history;
