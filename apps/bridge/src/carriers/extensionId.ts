/** Of apps/bridge/extension, by the public key in its manifest. A CA that packs it under its own key writes its own id into the configuration. */
export const EXTENSION_ID = 'dbbeoglgkepodmpkfifoajpdjihojipg';
