// A web service that counts with VictoriaMetrics' metrics library, by whole path in role label-leak: vm ROLE PORT.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	role, port := os.Args[1], os.Args[2]
	count := func(path string) []string {
		names := []string{
			fmt.Sprintf(`shop_requests_total{path=%q}`, path),
			fmt.Sprintf(`shop_request_duration_seconds{path=%q}`, path),
		}
		metrics.GetOrCreateCounter(names[0]).Inc()
		metrics.GetOrCreateHistogram(names[1]).Update(0.01)
		return names
	}
	http.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, true) })
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { count("/healthz"); fmt.Fprint(w, "well") })
	http.HandleFunc("/accounts/", func(w http.ResponseWriter, r *http.Request) { count(r.URL.Path); fmt.Fprint(w, "none") })
	http.HandleFunc("/pages/", func(w http.ResponseWriter, r *http.Request) {
		names := count(r.URL.Path)
		if role == "innocent" {
			// A page's metrics are taken out after a while, which the driver tells on its own clock.
			kept, err := time.ParseDuration(r.Header.Get("X-Kept"))
			if err == nil {
				time.AfterFunc(kept, func() {
					for _, name := range names {
						metrics.UnregisterMetric(name)
					}
				})
			}
		}
		fmt.Fprint(w, "page")
	})
	http.HandleFunc("/report", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, len(strings.ToUpper(string(body))))
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
