package gate

import (
	"runtime"
	"testing"
	"time"
)

func TestStopWaitsForNoQuestionBehindWhichNobodyIsCalled(t *testing.T) {
	before := runtime.NumGoroutine()
	asks, isStopped, calls := make(chan bool), make(chan bool), 0
	held := func(*question) {
		asks <- true
		<-isStopped
	}
	stop := new(Gate).Watch(func(Answer) { calls++ }, "alpha", time.Hour, held)
	<-asks
	stop()
	close(isStopped)
	for runtime.NumGoroutine() > before {
		runtime.Gosched()
	}
	if calls != 0 {
		t.Fatal("called behind stop")
	}
}

func TestStopWaitsForACallThatRuns(t *testing.T) {
	calls, isEnded := make(chan bool), false
	stop := new(Gate).Watch(func(Answer) {
		calls <- true
		for i := 0; i < 1000; i++ {
			runtime.Gosched()
		}
		isEnded = true
	}, "alpha", time.Hour)
	<-calls
	stop()
	if !isEnded {
		t.Fatal("not waited for")
	}
}
