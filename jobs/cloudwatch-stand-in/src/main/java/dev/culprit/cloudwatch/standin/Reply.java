package dev.culprit.cloudwatch.standin;

import java.util.Map;

record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {}
