// Package greeting does what the service is for.
package greeting

import (
	"context"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	greetingv1 "example.com/service/gen/greeting/v1"
)

// Service greets people.
type Service struct {
	greetingv1.UnimplementedGreetingServiceServer
}

// Greet answers InvalidArgument where there is no name.
func (Service) Greet(_ context.Context, request *greetingv1.GreetRequest) (*greetingv1.GreetResponse, error) {
	name := strings.TrimSpace(request.GetName())
	if name == "" {
		return nil, status.Error(codes.InvalidArgument, "name is empty")
	}
	return &greetingv1.GreetResponse{Text: "Hello, " + name}, nil
}
