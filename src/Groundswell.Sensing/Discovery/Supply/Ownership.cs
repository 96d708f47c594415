namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>Whether a domain is served by its own organisation or by another.</summary>
internal enum Ownership
{
    Private,
    Third,
}
