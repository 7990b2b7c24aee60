// Beyond the standard: what old browsers can't read is not asked for, and not made by --fix (docs/engines.md).
export default {
  extends: "stylelint-config-standard",
  rules: {
    "import-notation": "string", // as hbself/web/assets.py reads it
    "media-feature-range-notation": "prefix",
    "selector-not-notation": null,
    "property-no-vendor-prefix": null,
    "property-no-deprecated": [true, { ignoreProperties: ["clip"] }],
    // A component's parts stand together, and what is picked after what it looks like.
    "no-descending-specificity": null,
    "at-rule-disallowed-list": ["layer"],
  },
};
