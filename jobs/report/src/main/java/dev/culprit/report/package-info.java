/**
 * Job 4: turns the tables of the warehouse into report.html, report.json, exports, mail and the verdicts on the console. No
 * Spark. A package uses those above it, never those below:
 *
 * <pre>
 * text      numbers, times and other people's names as people read them
 * history   what became of a container since the weeks before, and when its limit is reached
 * data      what the tables say, read once
 * chart     drawings of memory and series
 * remedy    what to change, by what makes the metrics
 * page      report.html
 * mail      the mail, and its sending
 * chat      the message to a chat's webhook, and its sending
 * export    report.json, CSV, Parquet, the console's table, and the folder of the report
 * </pre>
 *
 * <p>Where a sentence of the report is made:
 *
 * <ul>
 *   <li>evidence, what would refute it, what is missing: by the analysis, which leaves them in table {@code findings}
 *   <li>counts and period above the overview: {@code page/HeadingText}
 *   <li>the sentence that a finding begins with: {@code page/LeadSentence}
 *   <li>facts, comparison with other environments: {@code page/SectionBuilder}
 *   <li>what is known of what could not be judged, and when it can be: {@code page/SoFarBuilder}, {@code history/FirstVerdict}
 *   <li>what to do next without a remedy: {@code remedy/NextSteps}; the figures of the evidence: {@code page/FigureText}
 *   <li>whom it suspects: {@code page/SuspectBuilder}
 *   <li>what changed since the weeks before: {@code history/ChangeText}
 *   <li>when the limit is reached: {@code history/Forecast}, {@code history/RestartSchedule}
 *   <li>what to change: the JSON files of {@code remedy}
 *   <li>what a drawing shows, for those who do not see it: {@code chart/SvgChartBuilder}, {@code chart/PngChart}
 *   <li>the subject of a mail: {@code mail/SubjectLine}
 *   <li>headings, and what verdicts mean: the templates {@code page/page.peb}, {@code page/section.peb}, {@code mail/mail.peb}, and
 *       {@code mail/PlainTextMail}
 *   <li>what words mean: {@code page/glossary.json}
 *   <li>notes on the tables themselves: {@code data/TableReader}, {@code data/EarlierWeeks}
 * </ul>
 */
package dev.culprit.report;
