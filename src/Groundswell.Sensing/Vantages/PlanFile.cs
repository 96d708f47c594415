namespace Groundswell.Sensing.Vantages;

/// <summary>The last plan, on disk: an agent that starts while its node is away probes all the same. It is worth no more than that, so a disk that refuses is passed over.</summary>
internal sealed class PlanFile(string folder)
{
    private readonly string _path = Path.Combine(Path.GetFullPath(folder), "plan.json");

    public byte[]? Read()
    {
        try
        {
            return File.Exists(_path) ? File.ReadAllBytes(_path) : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(byte[] plan)
    {
        try
        {
            File.WriteAllBytes(_path + ".tmp", plan);
            File.Move(_path + ".tmp", _path, overwrite: true);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // Without it the next start waits for the node.
        }
    }
}
