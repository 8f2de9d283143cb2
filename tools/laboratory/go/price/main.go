// Grows a registry for price.py: price LIBRARY TYPE BUCKETS LABEL_BYTES live|paid. A line of input says how many children there are to be.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"strconv"
	"strings"

	vm "github.com/VictoriaMetrics/metrics"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
)

func main() {
	library, kind, live := os.Args[1], os.Args[2], os.Args[5] == "live"
	buckets, err := strconv.Atoi(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	width, err := strconv.Atoi(os.Args[4])
	if err != nil {
		log.Fatal(err)
	}
	var add func(string)
	var scrape func(io.Writer)
	if library == "victoriametrics" {
		scrape = func(w io.Writer) { vm.WritePrometheus(w, false) }
		add = func(value string) {
			if kind == "counter" {
				vm.GetOrCreateCounter(`calls_total{code="200",path="` + value + `"}`).Inc()
			} else {
				for i := 0; i < buckets; i++ {
					vm.GetOrCreateHistogram(`call_seconds{path="` + value + `"}`).Update(0.001 * float64(int(1)<<i))
				}
			}
		}
	} else {
		registry := prometheus.NewRegistry()
		labels := []string{"code", "path"}
		scrape = func(w io.Writer) {
			families, err := registry.Gather()
			if err != nil {
				log.Fatal(err)
			}
			encoder := expfmt.NewEncoder(w, expfmt.FmtText)
			for _, family := range families {
				if err := encoder.Encode(family); err != nil {
					log.Fatal(err)
				}
			}
		}
		switch kind {
		case "counter":
			vector := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "calls_total", Help: "Calls."}, labels)
			registry.MustRegister(vector)
			add = func(value string) { vector.WithLabelValues("200", value).Inc() }
		case "gauge":
			vector := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "calls", Help: "Calls."}, labels)
			registry.MustRegister(vector)
			add = func(value string) { vector.WithLabelValues("200", value).Set(1) }
		case "histogram":
			vector := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "call_seconds", Help: "Calls.",
				Buckets: prometheus.ExponentialBuckets(0.001, 2, buckets)}, labels)
			registry.MustRegister(vector)
			add = func(value string) { vector.WithLabelValues("200", value).Observe(0.01) }
		case "summary":
			vector := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "call_seconds", Help: "Calls.",
				Objectives: map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}}, labels)
			registry.MustRegister(vector)
			add = func(value string) { vector.WithLabelValues("200", value).Observe(0.01) }
		}
	}
	input, children := bufio.NewScanner(os.Stdin), 0
	for input.Scan() {
		wanted, err := strconv.Atoi(input.Text())
		if err != nil {
			log.Fatal(err)
		}
		for ; children < wanted; children++ {
			value := fmt.Sprintf("/orders/%d/", children*7919)
			add(value + strings.Repeat("x", max(0, width-len(value))))
			if !live && children%500 == 0 {
				scrape(io.Discard)
			}
		}
		var body bytes.Buffer
		scrape(&body)
		lines := 0
		for _, line := range strings.Split(body.String(), "\n") {
			if line != "" && line[0] != '#' {
				lines++
			}
		}
		body = bytes.Buffer{}
		var memory runtime.MemStats
		if live {
			runtime.GC()
			runtime.GC()
		}
		runtime.ReadMemStats(&memory)
		fmt.Println(lines, memory.HeapAlloc)
	}
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}
