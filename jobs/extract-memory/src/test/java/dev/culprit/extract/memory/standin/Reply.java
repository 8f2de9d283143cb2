package dev.culprit.extract.memory.standin;

import java.util.Map;

record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {}
