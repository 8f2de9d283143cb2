/** report.html: view models, the sentences in them, templates and style sheet. */
package dev.culprit.report.page;
