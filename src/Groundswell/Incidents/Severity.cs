namespace Groundswell.Incidents;

/// <summary>How bad it is, from the excess of reports over the expected.</summary>
public enum Severity
{
    Minor,
    Major,
    Critical,
}
