package stores

import (
	"context"
	"net"
	"reflect"
	"testing"
)

func TestStoresThatDoNotAnswerAreNamed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	values := map[string]string{"DB_HOST": "127.0.0.1", "DB_PORT": port, "REDIS_URL": "redis://:secret@127.0.0.1:" + port + "/0"}
	variable := func(name string) string { return values[name] }

	if missing := Unreachable(context.Background(), variable); len(missing) != 0 {
		t.Errorf("got %v", missing)
	}
	_ = listener.Close()
	if missing := Unreachable(context.Background(), variable); !reflect.DeepEqual(missing, []string{"the database", "Redis"}) {
		t.Errorf("got %v", missing)
	}
}
