namespace Groundswell.Sensing.Feeds;

/// <summary>A page costs more than one may (<see cref="FeedLimits"/>). The message says which limit.</summary>
internal sealed class FeedLimitException(string message) : Exception(message);
