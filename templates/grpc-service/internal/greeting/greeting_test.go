package greeting

import (
	"context"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	greetingv1 "example.com/service/gen/greeting/v1"
)

func TestSomebodyIsGreetedByName(t *testing.T) {
	answer, err := Service{}.Greet(context.Background(), &greetingv1.GreetRequest{Name: " Ada "})
	if err != nil || answer.GetText() != "Hello, Ada" {
		t.Fatalf("got %q, %v", answer.GetText(), err)
	}
}

func TestNobodyIsRefused(t *testing.T) {
	_, err := Service{}.Greet(context.Background(), &greetingv1.GreetRequest{Name: " "})
	if status.Code(err) != codes.InvalidArgument {
		t.Fatalf("got %v", err)
	}
}
