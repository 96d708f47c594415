using Groundswell.Catalogue;

namespace Groundswell;

/// <summary>A service with the number that the store gave it.</summary>
public sealed record ShardService(ServiceId Id, int Number);
