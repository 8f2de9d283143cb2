// A service as client_golang sees it: VARIANT PORT SEED. The driver says how much is to be done, see ../README.md.
package main

import (
	"fmt"
	"io"
	"log"
	"math"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// innocent forgets an upstream that is this many ticks old.
const ttlTicks = 36

type worker struct {
	mutex     sync.Mutex
	variant   string
	random    *rand.Rand
	requests  *prometheus.CounterVec
	latency   *prometheus.HistogramVec
	calls     *prometheus.CounterVec
	callTimes *prometheus.HistogramVec
	callSizes *prometheus.SummaryVec
	ticks     int
	known     []known
	recent    [][]byte // payloads of the last requests, let go of after a while
	report    [][]byte
	cache     map[string][]string // of plain-leak: never evicted
}

type known struct {
	host string
	born int
}

func newWorker(variant string, seed int64) *worker {
	upstream := []string{"upstream_host", "upstream_service", "code"}
	w := &worker{
		variant: variant,
		random:  rand.New(rand.NewSource(seed)),
		requests: promauto.NewCounterVec(prometheus.CounterOpts{Name: "http_requests_total", Help: "Requests."},
			[]string{"method", "code"}),
		latency: promauto.NewHistogramVec(prometheus.HistogramOpts{Name: "http_request_duration_seconds", Help: "Latency."},
			[]string{"method"}),
		cache: map[string][]string{},
	}
	if variant == "plain-leak" {
		w.calls = promauto.NewCounterVec(prometheus.CounterOpts{Name: "job_runs_total", Help: "Runs."}, []string{"job", "result"})
		return w
	}
	w.calls = promauto.NewCounterVec(prometheus.CounterOpts{Name: "upstream_requests_total", Help: "Calls."}, upstream)
	w.callTimes = promauto.NewHistogramVec(prometheus.HistogramOpts{Name: "upstream_request_seconds", Help: "Time of calls.",
		Buckets: []float64{0.01, 0.05, 0.1, 0.5, 1, 5}}, upstream)
	if variant == "label-leak" {
		w.callSizes = promauto.NewSummaryVec(prometheus.SummaryOpts{Name: "upstream_response_bytes", Help: "Size of answers.",
			Objectives: map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}}, upstream)
	}
	return w
}

func (w *worker) call(host string) {
	code := "200"
	if w.random.Intn(6) == 0 {
		code = "503"
	}
	if w.variant == "plain-leak" {
		w.calls.WithLabelValues(host, code).Inc()
		return
	}
	service := strings.SplitN(host, ".", 2)[0]
	w.calls.WithLabelValues(host, service, code).Inc()
	w.callTimes.WithLabelValues(host, service, code).Observe(math.Exp(w.random.NormFloat64() - 3))
	if w.callSizes != nil {
		w.callSizes.WithLabelValues(host, service, code).Observe(float64(w.random.Intn(100000)))
	}
}

func (w *worker) request() {
	method, code := "GET", "200"
	if w.random.Intn(5) == 0 {
		method = "POST"
	}
	if w.random.Intn(12) == 0 {
		code = "500"
	}
	w.requests.WithLabelValues(method, code).Inc()
	w.latency.WithLabelValues(method).Observe(math.Exp(w.random.NormFloat64() - 3))
	payload := make([]byte, 10000+w.random.Intn(50000))
	w.random.Read(payload)
	w.recent = append(w.recent, payload)
	if len(w.recent) > 30+w.random.Intn(60) {
		w.recent = append([][]byte(nil), w.recent[2:]...)
	}
	if len(w.known) > 0 {
		// The youngest are the busiest.
		age := int(w.random.ExpFloat64() * 20)
		if age >= len(w.known) {
			age = len(w.known) - 1
		}
		w.call(w.known[len(w.known)-1-age].host)
	}
}

func (w *worker) leak() {
	words := make([]string, 0, 40)
	for i := 10 + w.random.Intn(30); i > 0; i-- {
		words = append(words, fmt.Sprintf("thumbnail %d of %d", i, w.random.Int63()))
	}
	w.cache[fmt.Sprintf("album %d", len(w.cache))] = words
}

// tick takes lines: requests, units to leak, MB of a report, new values of the label.
func (w *worker) tick(lines []string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.ticks++
	for _, host := range lines[3:] {
		if host != "" {
			w.known = append(w.known, known{host, w.ticks})
			for i := 0; i < 4; i++ {
				w.call(host)
			}
		}
	}
	if w.variant == "innocent" {
		for len(w.known) > 0 && w.known[0].born < w.ticks-ttlTicks {
			gone := prometheus.Labels{"upstream_host": w.known[0].host}
			w.calls.DeletePartialMatch(gone)
			w.callTimes.DeletePartialMatch(gone)
			w.known = w.known[1:]
		}
	}
	requests, _ := strconv.Atoi(lines[0])
	for i := 0; i < requests; i++ {
		w.request()
	}
	rows, _ := strconv.Atoi(lines[2])
	w.report = nil // was needed until now
	for i := 0; i < rows*1024; i++ {
		w.report = append(w.report, make([]byte, 1024))
	}
	leaked, _ := strconv.Atoi(lines[1])
	for i := 0; i < leaked; i++ {
		w.leak()
	}
}

func main() {
	seed, err := strconv.ParseInt(os.Args[3], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	w := newWorker(os.Args[1], seed)
	http.Handle("/metrics", promhttp.Handler())
	http.HandleFunc("/tick", func(out http.ResponseWriter, in *http.Request) {
		body, err := io.ReadAll(in.Body)
		if err != nil {
			log.Fatal(err)
		}
		w.tick(strings.Split(string(body), "\n"))
		out.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[2], nil))
}
