import type { RequestHandler } from 'express';

/** `GET /cli/installer` (P29): a script for PHP that puts a stub of the CLI where a build hook expects it (P30). */
export const getInstaller: RequestHandler = (_req, res) => {
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(script);
};

const script = `<?php
// Stub of the CLI's installer: a mock has no CLI to give away.
$bin = getenv('HOME') . '/.platformsh/bin';
@mkdir($bin, 0755, true);
file_put_contents($bin . '/platform', "#!/bin/sh\\necho 'Platform.sh CLI (mock)'\\n");
chmod($bin . '/platform', 0755);
echo "The Platform.sh CLI was installed to $bin/platform\\n";
`;
