using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Carries a failure through the HTTP client, which knows no other way to be told that there is no connection.</summary>
internal sealed class ConnectionFailedException(ProbeFailure failure) : Exception(failure.Detail)
{
    public ProbeFailure Failure => failure;
}
