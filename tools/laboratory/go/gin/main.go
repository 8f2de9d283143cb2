// A web service on gin with Debian's go-gin-prometheus, whose counter has the whole URL as a label: gin ROLE PORT.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	ginprometheus "github.com/mcuadros/go-gin-prometheus"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	role, port := os.Args[1], os.Args[2]
	router := gin.New()
	metrics := ginprometheus.NewPrometheus("gin")
	if role == "innocent" {
		// As the middleware's documentation recommends for paths with names in them, but for a few pages.
		metrics.ReqCntURLLabelMappingFn = func(c *gin.Context) string {
			if strings.HasPrefix(c.Request.URL.Path, "/pages/") {
				return c.Request.URL.Path
			}
			return c.FullPath()
		}
	}
	metrics.Use(router)

	var mutex sync.Mutex
	sessions := map[string]string{} // nobody ever closes them
	router.GET("/orders/:id", func(c *gin.Context) { c.String(http.StatusOK, "order %s", c.Param("id")) })
	router.GET("/pages/:name", func(c *gin.Context) { c.String(http.StatusOK, "page %s", c.Param("name")) })
	router.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "well") })
	router.POST("/sessions/:id", func(c *gin.Context) {
		body, err := io.ReadAll(c.Request.Body)
		if err != nil {
			c.Status(http.StatusBadRequest)
			return
		}
		mutex.Lock()
		sessions[c.GetHeader("X-Session")] = string(body)
		mutex.Unlock()
		c.Status(http.StatusNoContent)
	})
	router.POST("/report", func(c *gin.Context) {
		body, err := io.ReadAll(c.Request.Body)
		if err != nil {
			c.Status(http.StatusBadRequest)
			return
		}
		c.String(http.StatusOK, "%d", len(strings.ToUpper(string(body))))
	})
	log.Fatal(router.Run("127.0.0.1:" + port))
}
