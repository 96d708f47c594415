namespace Groundswell.Sensing.Outgoing;

/// <summary>A connection that was not made, as it would have led into the house.</summary>
internal sealed class ForbiddenAddressException(string message) : Exception(message);
