namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>How far a try has come.</summary>
internal enum ProbeStage
{
    Resolving,
    Connecting,
    Securing,
    Asking,
    Reading,
}
