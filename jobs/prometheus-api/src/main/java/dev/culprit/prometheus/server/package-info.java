/** Where an API is, as whom it is asked, and how hard. */
@NullMarked
package dev.culprit.prometheus.server;

import org.jspecify.annotations.NullMarked;
