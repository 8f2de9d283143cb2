/** What is looked at before a job begins: whether all that it needs is there, before anything is asked, paid or written. */
@NullMarked
package dev.culprit.app.preflight;

import org.jspecify.annotations.NullMarked;
