/** One request and its answer: HTTP, signing, pace, retries and the reading of JSON as it comes. */
@NullMarked
package dev.culprit.prometheus.client;

import org.jspecify.annotations.NullMarked;
